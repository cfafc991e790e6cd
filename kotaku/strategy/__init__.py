"""The cheapest package of works to the target: per unit, under a budget, over the years."""
