"""What is measured, by hand: `python -m benchmarks.bench_check`; figures in docs/measurements.md."""
