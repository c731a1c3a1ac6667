"""Census and ledgers to the notice that is sent out, its annexes and the notes to single sites."""
