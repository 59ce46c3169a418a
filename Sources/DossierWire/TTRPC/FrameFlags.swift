extension TTRPC {
    /// What a frame says of its sender's side of the stream.
    public struct FrameFlags: OptionSet, Sendable {
        /// As on the wire; unknown bits are kept.
        public let rawValue: UInt8

        /// Any bits, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The sender sends nothing more.
        public static let remoteClosed = FrameFlags(rawValue: 0x01)
        /// The sender will send data.
        public static let remoteOpen = FrameFlags(rawValue: 0x02)
        /// There is no message in this frame: an empty body is not an empty message.
        public static let noData = FrameFlags(rawValue: 0x04)
    }
}
