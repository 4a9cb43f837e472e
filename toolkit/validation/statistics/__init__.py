"""What stands out: figures that are unlike the unit's own earlier ones, or unlike those of its peers.

Robust, with an absolute floor. A check that has too little to judge by is silent, and says so.
"""
