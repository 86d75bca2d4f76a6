// Ends before it is asked anything.
process.exit(0)
