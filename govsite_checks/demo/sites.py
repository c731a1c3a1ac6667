"""The demo sites, one row each. All names, codes and numbers are invented: there is no division 1199."""

from __future__ import annotations

from .closed import CLOSED
from .site import (
    GB2312_META,
    GBK,
    GBK_SAYS_UTF8,
    UNDECLARED_GBK,
    UTF8,
    UTF8_META,
    UTF8_META_GB2312,
    DemoSite,
)
from .whole import WHOLE

__all__ = ["SITES"]

_ORGAN = {"nature": "organ"}
_DISTRICT = {"unit_kind": "district", "kind": "portal"}
# A hint, so that the column is opened within any budget.
_PUBLIC_NOTICES = {"columns": [{"title": "公示公告", "type": "notice", "url": "/gsgg/"}]}
_GONE = "www.demo-xugou{}.invalid"  # a name that no server of the world may answer for (RFC 2606)

SITES: tuple[DemoSite, ...] = (
    # Compliant, in every way of writing that real sites use.
    DemoSite(1, "虚构市人民政府", "全部合规，UTF-8", "portal", listed={"kind": "portal", **_ORGAN}),
    DemoSite(2, "虚构市发展和改革委员会", "全部合规，GBK 且声明一致", "classic", GBK),
    DemoSite(3, "虚构市教育局", "全部合规，GBK 而未声明编码", "classic", UNDECLARED_GBK),
    DemoSite(4, "虚构市民政局", "底部合规，编码声明有误：实为 GBK 却写 UTF-8", "bureau", GBK_SAYS_UTF8),
    DemoSite(5, "虚构市司法局", "全部合规，UTF-8，元数据误写 GB2312", "bureau", UTF8_META_GB2312),
    DemoSite(
        6, "虚构市公安局", "全部合规，底部由 document.write(unescape()) 写出", "bureau", delivery="unescape"
    ),
    DemoSite(
        7, "虚构市财政局", "全部合规，底部由外部 foot.js 写出，GBK", "classic", GB2312_META, "script-file"
    ),
    DemoSite(8, "虚构市人力资源和社会保障局", "全部合规，底部在 iframe 中", "bureau", UTF8_META, "iframe"),
    DemoSite(9, "虚构市自然资源局", "全部合规，首页为框架集", "classic", GBK, "frameset"),
    DemoSite(10, "虚构市生态环境局", "全部合规，首页经 meta refresh 转到", "cards", entry="meta-refresh"),
    DemoSite(11, "虚构市住房和城乡建设局", "全部合规，编号被标签拆开", "cards", defects=("digits-split",)),
    DemoSite(
        12, "虚构市交通运输局", "全部合规，编号用全角数字", "bureau", GBK, defects=("digits-full-width",)
    ),
    DemoSite(13, "虚构市水务局", "全部合规，首页经两次跳转到达", "bureau", entry="redirect"),
    DemoSite(
        14, "虚构市农业农村局", "全部合规，跳转地址为 GBK 原始字节", "classic", GBK, entry="gbk-redirect"
    ),
    DemoSite(15, "虚构市商务局", "全部合规，底部由 document.write 拼接写出", "portal", UTF8_META, "write"),
    DemoSite(
        16, "虚构部", "全部合规，部委式页面，bm 标识码，省略协议的链接", "ministry", UTF8, code="bm99990001"
    ),
    DemoSite(
        17,
        "虚构市文化和旅游局",
        "全部合规，旧式找错代码；台账未登记标识码",
        "cards",
        defects=("jiucuo-old-script",),
        listed={"id": "demo-wlj", "site_code": ""},
    ),
    DemoSite(18, "虚构市退役军人事务局", "全部合规，底部由脚本库填入", "bureau", delivery="put-in"),
    DemoSite(19, "虚构市消防救援支队", "全部合规，底部由脚本库异步载入", "cards", delivery="loaded"),
    # One defect of the footer each.
    DemoSite(20, "虚构市卫生健康委员会", "无党政机关网站标识", "portal", defects=("mark-missing",)),
    DemoSite(
        21, "虚构市应急管理局", "党政机关网站标识核验失败（red_error.png）", "bureau", defects=("mark-error",)
    ),
    DemoSite(
        22,
        "虚构市审计局",
        "行政机关悬挂事业单位标识",
        "bureau",
        defects=("mark-institution",),
        listed=_ORGAN,
    ),
    DemoSite(23, "虚构市档案馆", "蓝色标识，单位性质未登记，应人工复核", "cards", defects=("mark-blue",)),
    DemoSite(24, "虚构市统计局", "未标明网站标识码", "portal", UTF8_META, defects=("code-missing",)),
    DemoSite(25, "虚构市医疗保障局", "网站标识码为 12 位", "classic", GBK, defects=("code-malformed",)),
    DemoSite(26, "虚构市市场监督管理局", "网站标识码只写在元数据中", "cards", defects=("code-only-in-meta",)),
    DemoSite(27, "虚构市体育局", "网站标识码与台账不一致", "bureau", defects=("code-differs",)),
    DemoSite(28, "虚构市林业局", "无 ICP 备案编号", "portal", defects=("icp-missing",)),
    DemoSite(
        29, "虚构市信访局", "只有 ICP 经营许可证号", "classic", GB2312_META, defects=("icp-licence-only",)
    ),
    DemoSite(30, "虚构市机关事务管理局", "无公安备案", "bureau", defects=("police-missing",)),
    DemoSite(31, "虚构市城市管理局", "公安备案编号为 13 位", "classic", GBK, defects=("police-13-digits",)),
    DemoSite(32, "虚构市地方金融管理局", "无找错入口", "cards", defects=("jiucuo-missing",)),
    DemoSite(
        33,
        "虚构市国有资产监督管理委员会",
        "找错代码用了别站的标识码",
        "portal",
        defects=("jiucuo-other-code",),
    ),
    DemoSite(34, "虚构市粮食和物资储备局", "找错代码被注释掉", "bureau", defects=("jiucuo-in-comment",)),
    DemoSite(
        35, "虚构市人民防空办公室", "找错入口只是一张没有链接的图片", "cards", defects=("jiucuo-image-only",)
    ),
    DemoSite(
        36, "虚构市政务服务管理局", "找错入口为带本站编码的静态链接，合规", "portal", defects=("jiucuo-link",)
    ),
    DemoSite(
        37,
        "虚构市供销合作社",
        "找错图片链接到平台的深层地址，编码应人工复核",
        "classic",
        GBK,
        defects=("jiucuo-deep-link",),
    ),
    DemoSite(
        38,
        "虚构市图书馆事务中心",
        "未标明主办单位，正文另有活动主办单位",
        "bureau",
        defects=("sponsor-decoy",),
    ),
    DemoSite(
        39, "虚构市就业服务中心", "未标明联系方式，正文另有报名电话", "cards", defects=("contact-decoy",)
    ),
    DemoSite(
        40, "示例区人民政府", "无网站地图链接", "portal", defects=("sitemap-missing",), listed=_DISTRICT
    ),
    DemoSite(
        41,
        "样本区人民政府",
        "底部标识全部写在注释中",
        "bureau",
        UTF8,
        defects=("all-in-comment",),
        listed=_DISTRICT,
    ),
    DemoSite(
        42,
        "演示区人民政府",
        "外部 foot.js 写出的底部缺 ICP 和网站地图",
        "classic",
        GBK,
        "script-file",
        ("icp-missing", "sitemap-missing"),
        listed=_DISTRICT,
    ),
    # Footers that only a browser could show: a person decides.
    DemoSite(50, "虚构市数据局", "底部由脚本计算得出", "bureau", delivery="computed"),
    DemoSite(51, "虚构市投资促进局", "首页为前端应用空壳", delivery="application"),
    DemoSite(52, "虚构市地震局", "写出底部的 foot.js 已丢失", "classic", GBK, "lost-script"),
    # What only a browser shows, and what it must not be harmed by.
    DemoSite(
        53,
        "虚构市大数据中心",
        "全站为单页应用，只有浏览器能看到内容",
        "cards",
        delivery="single-page",
        listed=_ORGAN,
    ),
    DemoSite(54, "虚构市接诉即办中心", "底部由脚本延迟两秒插入", "bureau", delivery="late", listed=_ORGAN),
    DemoSite(
        55,
        "虚构市营商环境局",
        "栏目列表由 fetch 载入",
        "cards",
        defects=("column-fetched",),
        listed=_ORGAN | _PUBLIC_NOTICES,
    ),
    DemoSite(
        56,
        "虚构市重大项目办",
        "栏目一直显示“正在加载”",
        "cards",
        defects=("column-spins",),
        listed=_ORGAN | _PUBLIC_NOTICES,
    ),
    DemoSite(
        57,
        "虚构市机要局",
        "首页脚本不停弹出对话框",
        "bureau",
        delivery="computed",
        defects=("home-alerts",),
        listed=_ORGAN,
    ),
    DemoSite(
        58,
        "虚构市招商局",
        "首页脚本打开新窗口",
        "bureau",
        delivery="computed",
        defects=("home-opens-windows",),
        listed=_ORGAN,
    ),
    DemoSite(
        59,
        "虚构市密码管理局",
        "首页脚本试图访问本机、内网和云主机元数据地址",
        "bureau",
        delivery="computed",
        defects=("home-reaches-inside",),
        listed=_ORGAN,
    ),
    # Servers that misbehave: nothing was seen, nothing may be said.
    DemoSite(60, "虚构市气象局", "连接被拒绝", behaviour="refused"),
    DemoSite(61, "虚构市邮政管理局", "域名无法解析", behaviour="unknown-name", host=_GONE.format(61)),
    DemoSite(62, "虚构市税务局", "防火墙验证页，状态码 412", behaviour="challenge-412"),
    DemoSite(63, "虚构市烟草专卖局", "防火墙验证页，状态码 200", behaviour="challenge-200"),
    DemoSite(64, "虚构市海事局", "拒绝访问 403", behaviour="forbidden"),
    DemoSite(65, "虚构市知识产权局", "robots.txt 不允许访问", behaviour="robots"),
    DemoSite(66, "虚构市住房公积金管理中心", "应答极慢，逐字发送", behaviour="drip"),
    DemoSite(67, "虚构市公路管理局", "接受连接而不应答", behaviour="silent"),
    DemoSite(68, "虚构市广播电视局", "页面无穷大", behaviour="endless"),
    DemoSite(69, "虚构市园林局", "无尽的跳转", behaviour="redirect-loop"),
    DemoSite(70, "虚构市测绘院", "gzip 压缩炸弹", behaviour="bomb"),
    DemoSite(71, "虚构市地方志编纂中心", "跳转到云主机元数据地址", behaviour="to-metadata"),
    DemoSite(72, "虚构市代建中心", "跳转到本机地址", behaviour="to-loopback"),
    DemoSite(73, "虚构市移民管理局", "服务器内部错误 500", behaviour="error-500"),
    DemoSite(74, "虚构市文物局", "接受连接后立即断开", behaviour="hang-up"),
    DemoSite(
        75,
        "虚构市疾病预防控制局",
        "须由浏览器取得 Cookie 才放行的验证页",
        "cards",
        behaviour="challenge-cookie",
        listed=_ORGAN,
    ),
    *CLOSED,
    *WHOLE,
)
