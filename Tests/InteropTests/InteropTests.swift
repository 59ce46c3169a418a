import Testing

/// Tests with clients and frames that nobody here wrote, one after the other: they look at time and memory.
@Suite(.serialized) struct InteropTests {}
