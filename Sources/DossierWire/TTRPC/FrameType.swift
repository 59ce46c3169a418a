extension TTRPC {
    /// What a frame's body is. A type not named here is skipped with its body.
    public struct FrameType: RawRepresentable, Sendable, Equatable {
        /// As on the wire.
        public let rawValue: UInt8

        /// Any type, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A request envelope: the beginning of a call.
        public static let request = FrameType(rawValue: 1)
        /// A response envelope: the end of a call.
        public static let response = FrameType(rawValue: 2)
        /// One message of a stream, without an envelope.
        public static let data = FrameType(rawValue: 3)
    }
}
