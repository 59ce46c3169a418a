import DossierStore
import Testing

/// Addresses are shown without what is secret in them.
@Suite struct PostgresAddressTests {
    @Test(arguments: [
        ("postgres://ana:s@h:1/d", "postgres://ana@h:1/d"), ("postgres://ana:s?e:c@h/d", "postgres://ana@h/d"),
        ("postgresql://ana:s%40@a:1,b:2/d?application_name=x", "postgresql://ana@a:1,b:2/d?application_name=x"),
        ("postgres://:s@h/d", "postgres://@h/d"), ("postgres://ana@h/d?password=s", "postgres://ana@h/d"),
        ("postgres://ana@h/d?pass%77ord=s&sslmode=require", "postgres://ana@h/d?sslmode=require"),
        ("postgres:///d?host=/run&user=ana&sslpassword=s", "postgres:///d?host=/run&user=ana"),
        ("postgres://ana@h/d", "postgres://ana@h/d"), ("postgres://", "postgres://"),
        // libpq understands none of these, so nobody can tell what is secret.
        ("postgres://ana:s@h:port:1/d?x", "postgres://.."), ("postgres://ana:s@h/d?no_such=s", "postgres://.."),
    ])
    func passwordsAreTakenOut(text: String, shown: String) {
        #expect(PostgresAddress(text).withoutPassword == shown)
    }
}
