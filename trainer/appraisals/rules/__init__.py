"""What an appraisal asks, who sees and answers what at which stage, and what ratings come to: pure."""
