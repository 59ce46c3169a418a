extension GRPC {
    /// The value of `grpc-timeout`: up to eight digits and a unit.
    public enum Timeout {
        /// Nanoseconds, at least 1: no time at all is a deadline that has passed. Nil for anything else than a time-out.
        public static func nanoseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
            guard (2...9).contains(text.count), let unit = unit(text[text.count - 1]) else { return nil }
            var amount: Int64 = 0
            for digit in text.dropLast() {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
                amount = amount * 10 + Int64(digit - UInt8(ascii: "0"))
            }
            let (product, overflow) = amount.multipliedReportingOverflow(by: unit)
            return overflow ? .max : max(1, product)
        }

        /// Nanoseconds of one.
        private static func unit(_ letter: UInt8) -> Int64? {
            switch letter {
            case UInt8(ascii: "H"): 3_600_000_000_000
            case UInt8(ascii: "M"): 60_000_000_000
            case UInt8(ascii: "S"): 1_000_000_000
            case UInt8(ascii: "m"): 1_000_000
            case UInt8(ascii: "u"): 1_000
            case UInt8(ascii: "n"): 1
            default: nil
            }
        }
    }
}
