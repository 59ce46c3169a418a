import DossierCore

/// The keys of words. On the writer's thread.
///
/// Those that were asked for are kept in memory, but only of words that are committed: so nothing of it has to be taken back
/// with a transaction. It is right while words get rising keys and `forget` is told of each that is deleted.
final class WordKeys {
    private let rows: RowKeys
    private let find: any Statement
    private let add: any Statement
    private let limit: Int
    private var keys: [[UInt8]: Int64] = [:]
    /// The highest key that was committed when the transaction began.
    private var committed: Int64 = 0

    /// - Parameter limit: of words that are kept.
    init(_ connection: any Connection, _ rows: RowKeys, limit: Int = Limits.wordsInMemory) throws(Status) {
        self.rows = rows
        self.limit = limit
        find = try connection.prepare("SELECT word FROM words WHERE text = ?1")
        add = try connection.prepare("INSERT INTO words (word, text) VALUES (?1, ?2)")
    }

    /// A transaction has begun, and has written nothing yet.
    func begin() { committed = rows.last(.words) }

    /// A word was deleted: its key may be given again.
    func forget() {
        keys = [:]
        committed = 0
    }

    /// The key of a word, which gets one if it has none.
    func key(of word: [UInt8]) throws(Status) -> Int64 {
        if let key = keys[word] { return key }
        return try keys(of: [word])[0]
    }

    /// The keys of words, each another one, which get some if they have none.
    func keys(of words: [[UInt8]]) throws(Status) -> [Int64] {
        // 0 is no key.
        var found = words.map { keys[$0] ?? 0 }
        let asked = found.indices.filter { found[$0] == 0 }
        try find.each(asked.count) {
            find.bind(1, text: words[asked[$0]])
        } visit: { place throws(Status) in
            let key = find.integer(0)
            found[asked[place]] = key
            if key <= committed { keep(key, of: words[asked[place]]) }
        }
        for place in asked where found[place] == 0 {
            found[place] = try rows.next(.words)
            add.bind(1, found[place])
            add.bind(2, text: words[place])
            try add.run()
        }
        return found
    }

    private func keep(_ key: Int64, of word: [UInt8]) {
        if keys.count >= limit { keys.removeAll(keepingCapacity: true) }
        keys[word] = key
    }
}
