"""What is held on one person, written as one paper for the school's DPO."""
