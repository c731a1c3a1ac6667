"""The figures of a quarter: from the results of runs to what a notice states. Pure; every rate carries its n and N."""
