/// A table of single facts: what each is, and its value.
struct FactTable {
    let title: String
    let facts: [(name: String, value: HTML)]

    var html: HTML {
        """
        <section>
        <table class="facts">
        <caption><h2>\(title)</h2></caption>
        <tbody>
        \(facts.map { "<tr><th scope=\"row\">\($0.name)</th><td class=\"number\">\($0.value)</td></tr>\n" })</tbody>
        </table>
        </section>

        """
    }
}
