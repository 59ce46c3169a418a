import Testing

/// All tests of the transport, one after the other: they look at time and at the memory of the process.
@Suite(.serialized)
struct TransportTests {}
