"""Reading content/: files whose every fault is named by file and line, and the papers that they cite."""
