"""Relations that hold through a whole report: between amounts of the prose, and between the prose and the tables."""
