import DossierCore
import DossierHost
import Testing

/// What a server logs of its store's failures.
@Suite struct StoreLogTests {
    @Test func eachKindHasABudget() {
        let recorder = LogRecorder()
        let log = StoreLog(recorder.logger)
        for _ in 0..<1_000 { log.note(Status(.resourceExhausted, "the disk is full")) }
        log.note(Status(.dataLoss, "the file is damaged"))
        #expect(recorder.holds("store failed", "RESOURCE_EXHAUSTED", "the disk is full"))
        #expect(recorder.holds("store failed", "DATA_LOSS", "the file is damaged"))
        // A slow machine may earn some more meanwhile.
        let most = Limits.refusalsLogged + 30 * Limits.refusalsLoggedPerSecond
        #expect((Limits.refusalsLogged...most).contains(recorder.lines.count - 1))
    }

    /// Its words may be those of a statement and its values; what takes too long is nobody's failure but its caller's.
    @Test func whatMayQuoteTheRecordIsNotLogged() {
        let recorder = LogRecorder()
        let log = StoreLog(recorder.logger)
        log.note(Status(.internal, "invalid input syntax: Verschlusssache"))
        log.note(Status(.deadlineExceeded, "narrow it down"))
        #expect(recorder.lines.count == 1 && recorder.holds("store failed", "INTERNAL"))
        #expect(!recorder.holds("Verschlusssache") && !recorder.holds("reason"))
    }
}
