import DossierClient
import DossierCore
import Testing

@Suite struct ServerAddressTests {
    @Test(arguments: [
        ("127.0.0.1:7420", "127.0.0.1", 7420), ("localhost", "localhost", 7420), ("[::1]:99", "::1", 99),
        ("db-1.example.org:1", "db-1.example.org", 1), ("[fe80::1%eth0]", "fe80::1%eth0", 7420),
    ])
    func isReadFromText(text: String, host: String, port: Int) throws {
        let address = try ServerAddress(text)
        #expect(address == ServerAddress(host: host, port: port))
        #expect(try ServerAddress("\(address)") == address)
    }

    @Test(arguments: ["", ":7420", "a:b", "a:0", "a:65536", "::1", "a b", "[x", "a:99999999999999999999"])
    func refusesOtherText(text: String) {
        let thrown = #expect(throws: Status.self) { try ServerAddress(text) }
        #expect(thrown?.code == .invalidArgument)
    }
}
