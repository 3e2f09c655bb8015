"""Saves and reads training and checks, and decides who may see whose.

Training is a Host's own: the other Host of the home does not see it. Checks are the household's. The training
co-ordinator sees every Host's training, and no check.

`lines`: the status of every requirement. `certificates`: the proofs, from adding one to deciding on it.
"""
