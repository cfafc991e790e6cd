"""What every page starts from: the data set, the filters, who may write."""
