"""What people do, one verb a module: each takes storage and engines, and returns domain data."""
