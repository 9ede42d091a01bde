"""What happens to rounds and appraisals."""
