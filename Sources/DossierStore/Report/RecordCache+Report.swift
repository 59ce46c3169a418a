extension RecordCache {
    /// What it holds, and how often that was enough.
    public struct Report: Sendable {
        /// Lookups that found their record,
        public internal(set) var hits: UInt64 = 0
        /// and that did not.
        public internal(set) var misses: UInt64 = 0
        /// Records that it holds,
        public internal(set) var records = 0
        /// and their bytes.
        public internal(set) var bytes = 0
    }
}
