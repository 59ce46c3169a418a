import DossierCore

/// The keys of words. On the writer's thread.
///
/// Those that were asked for are kept in memory, but only of words that are committed: so nothing of it has to be taken back
/// with a transaction. It is right while words get rising keys and `forget` is told of each that is deleted.
final class WordKeys {
    private let connection: Connection
    private let find: Statement
    private let add: Statement
    private let highest: Statement
    private let limit: Int
    private var keys: [[UInt8]: Int64] = [:]
    /// The highest key that was committed when the transaction began.
    private var committed: Int64 = 0

    /// - Parameter limit: of words that are kept.
    init(_ connection: Connection, limit: Int = Limits.wordsInMemory) throws(Status) {
        self.connection = connection
        self.limit = limit
        find = try connection.prepare("SELECT word FROM words WHERE text = ?1")
        add = try connection.prepare("INSERT INTO words (text) VALUES (?1)")
        highest = try connection.prepare("SELECT ifnull(max(word), 0) FROM words")
    }

    /// A transaction has begun, and has written nothing yet.
    func begin() throws(Status) {
        defer { highest.reset() }
        committed = try highest.step() ? highest.integer(0) : 0
    }

    /// A word was deleted: its key may be given again.
    func forget() {
        keys = [:]
        committed = 0
    }

    /// The key of a word, which gets one if it has none.
    func key(of word: [UInt8]) throws(Status) -> Int64 {
        if let key = keys[word] { return key }
        find.bind(1, text: word)
        defer { find.reset() }
        guard try find.step() else {
            add.bind(1, text: word)
            try add.run()
            return connection.lastKey
        }
        let key = find.integer(0)
        if key <= committed { keep(key, of: word) }
        return key
    }

    private func keep(_ key: Int64, of word: [UInt8]) {
        if keys.count >= limit { keys.removeAll(keepingCapacity: true) }
        keys[word] = key
    }
}
