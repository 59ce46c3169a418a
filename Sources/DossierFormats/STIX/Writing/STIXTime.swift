/// Times as a bundle has them.
enum STIXTime {
    /// With three decimals, the rest cut off.
    /// - Parameter time: in RFC 3339, UTC.
    static func milliseconds(_ time: String) -> String {
        let whole = time.prefix(19)
        let decimals = time.dropFirst(20).prefix { $0.isNumber }.prefix(3)
        return "\(whole).\(decimals)\(String(repeating: "0", count: 3 - decimals.count))Z"
    }
}
