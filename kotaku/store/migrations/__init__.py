"""The steps by which stores of earlier versions become stores of this one."""
