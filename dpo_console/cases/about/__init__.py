"""Everything that the records and files of the office hold on one person."""
