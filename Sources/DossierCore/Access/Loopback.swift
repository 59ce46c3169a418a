/// The addresses by which a machine reaches itself alone.
public enum Loopback {
    /// Whether a host's name or address is one of them: localhost (RFC 6761, 6.3), 127.0.0.0/8, ::1. Another name is
    /// none, wherever it leads.
    public static func contains(_ host: String) -> Bool {
        host.lowercased() == "localhost" || host == "::1"
            || host.wholeMatch(of: /127(?:\.[0-9]{1,3}){3}/) != nil
    }
}
