extension YAMLNode {
    /// The one document of a text; nil when there is none in it.
    ///
    /// Takes time and memory by the length of the text: an alias shares its anchor's value, and nothing here looks into
    /// it again. Who walks the nodes walks it once for every alias, and must count.
    /// - Throws: what is wrong with it. Keys are single words, each once in its mapping; sequences and mappings
    ///   nest no deeper than `Limits.yamlDepth`, aliases expanded; of lines that begin with `%TAG` there are at most
    ///   `Limits.yamlTagDirectives`.
    public static func parse(_ text: String) throws(YAMLFault) -> YAMLNode? {
        guard !text.isEmpty else { return nil }
        return try Array(text.utf8).span.bytes.withUnsafeBytes { (bytes) throws(YAMLFault) in
            try TagDirectives.check(bytes)
            var composer = YAMLComposer(YAMLEvents(bytes))
            return try composer.document()
        }
    }
}
