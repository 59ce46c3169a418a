/// Every bound of the system, by name: bytes, counts and nanoseconds as each says. Loads have theirs in `Limits+Load`.
public enum Limits {
    // Messages

    /// Bytes of one message, of one ttrpc frame's body, and of an HTTP request's.
    public static let messageBytes = 4 << 20
    /// Bytes of the reply of a write, checked before it is committed: with its envelope it must fit into a message.
    public static let writeReplyBytes = messageBytes - 1_024
    /// How deep messages may nest.
    public static let messageDepth = 100
    /// How deep arrays and objects of JSON may nest: a repeated field takes two levels.
    public static let jsonDepth = 256
    /// How deep sequences and mappings of YAML may nest, aliases expanded.
    public static let yamlDepth = 100
    /// Lines of YAML that begin with `%TAG`.
    public static let yamlTagDirectives = 16
    /// Fields and repeated elements in one message, nested ones included.
    public static let messageElements = 1 << 20
    /// Bytes that a decoded message may take in memory.
    public static let decodedBytes = 64 << 20
    /// Bytes of the files' descriptors that are read together: those of a module, or of a service's reflection.
    public static let descriptorSetBytes = 16 << 20
    /// Files, types, fields, values, services and methods that they declare.
    public static let descriptorElements = 1 << 16
    /// Bytes of the full name of a type or a service that is known by its descriptor.
    public static let symbolBytes = 512
    /// Bytes of all metadata of one call, names and values.
    public static let metadataBytes = 8 << 10
    /// Bytes of the metadata of a call, or of the headers that it came among, up to which a connection remembers it for its
    /// next call.
    public static let rememberedMetadataBytes = 1 << 10
    /// Entries of metadata up to which a connection remembers it together with its caller.
    public static let rememberedEntries = 16
    /// Bytes of an HTTP/2 header block, taken apart, up to which a call is answered that has more than `metadataBytes`;
    /// with more its stream is reset.
    public static let headerBytes = 256 << 10

    /// `messageBytes`, `decodedBytes` and `metadataBytes` can be set to so many at least.
    public static let receivedBytesAtLeast = 1 << 10

    // Configuration

    /// Bytes of the file of settings.
    public static let settingsBytes = 64 << 10

    // Access

    /// Bytes of the file of identities.
    public static let identitiesBytes = 8 << 20
    /// Bytes of a file that holds one token.
    public static let tokenFileBytes = 4 << 10
    /// Characters of what a caller is known by.
    public static let subjectCharacters = 128
    /// How long a command waits for another that changes the file of identities, nanoseconds.
    public static let identitiesLockNanoseconds: Int64 = 10_000_000_000
    /// Refusals of one kind (calls denied, calls over their caller's rate, connections), and failures of the store of one code,
    /// that are logged at once;
    public static let refusalsLogged = 50
    /// and so many each second from then on. The others are counted.
    public static let refusalsLoggedPerSecond = 5
    /// Calls a second that a caller's rate can be set to at most.
    public static let callsPerSecond = 1_000_000

    // Connections

    /// Threads that read from connections and write to them.
    public static let eventLoops = 256
    /// Connections at a time; one more is closed at once.
    public static let connections = 10_000
    /// They can be set to so many at most.
    public static let connectionsAtMost = 1_000_000
    /// Of these, from one IPv4 address or one IPv6 network of 64 bits; one more is closed at once.
    public static let connectionsPerPeer = 2_000
    /// Open calls on one connection; one more is answered RESOURCE_EXHAUSTED.
    public static let callsPerConnection = 1_024
    /// Bytes waiting to be written to one connection before it is no longer read and streams are told FULL.
    public static let outboundBytes = 1 << 20
    /// A connection without an open call is closed after this long, nanoseconds.
    public static let idleNanoseconds: Int64 = 300_000_000_000
    /// A frame that has begun must be complete within this long, nanoseconds.
    public static let frameNanoseconds: Int64 = 30_000_000_000
    /// Bytes waiting to be written to one connection before further replies are replaced by RESOURCE_EXHAUSTED.
    public static let outboundCeilingBytes = 64 << 20
    /// How long a connection that has been told its end may take to close its side, nanoseconds.
    public static let lingerNanoseconds: Int64 = 1_000_000_000
    /// A TLS handshake must be complete within this long, nanoseconds.
    public static let handshakeNanoseconds: Int64 = 10_000_000_000
    /// Bytes that are encrypted at one go: what that takes in memory stays with the connection.
    public static let tlsWriteBytes = 64 << 10
    /// Bytes of a file of certificates or of a key.
    public static let pemBytes = 1 << 20
    /// A connection that has been silent for so many seconds is asked for a sign of life by TCP,
    public static let keepaliveSeconds = 60
    /// again after so many,
    public static let keepaliveIntervalSeconds = 10
    /// and is given up after so many questions without an answer.
    public static let keepaliveProbes = 3
    /// Connections that wait to be accepted.
    public static let backlog: Int32 = 1_024
    /// Bytes of the replies of one HTTP/2 stream that wait to be written before its call is told FULL.
    public static let streamOutboundBytes = 64 << 10
    /// Bytes that a client may send ahead on one HTTP/2 stream,
    public static let streamWindowBytes: Int32 = 256 << 10
    /// and on all streams of its connection.
    public static let connectionWindowBytes: Int32 = 4 << 20
    /// Bytes of messages that have arrived in part on the HTTP/2 streams of one connection; the call whose message makes
    /// them more is answered RESOURCE_EXHAUSTED.
    public static let partialMessageBytes = 64 << 20
    /// Bytes of replies that one connection's event loop compresses at one go; further ones go out as they are.
    public static let deflatedBytes = 1 << 20
    /// Bytes of JSON and of messages that wait to be converted by a worker; the call that would make them more is answered
    /// RESOURCE_EXHAUSTED.
    public static let jsonWaitingBytes = 64 << 20
    /// A reply of fewer bytes is not compressed.
    public static let compressedBytes = 256
    /// Bytes of a status' message in an HTTP/2 trailer; the rest is left out.
    public static let trailerMessageBytes = 2 << 10
    /// Bytes of a status' details in an HTTP/2 trailer, as Base64; longer ones are left out.
    public static let trailerDetailsBytes = 4 << 10
    /// HTTP/2: a client that has been silent for so long is pinged, nanoseconds,
    public static let pingNanoseconds: Int64 = 60_000_000_000
    /// and its connection closed when it does not answer for so long, nanoseconds.
    public static let pingAnswerNanoseconds: Int64 = 20_000_000_000
    /// HTTP/2: how often a client may ping while nothing is sent to it, nanoseconds;
    public static let clientPingNanoseconds: Int64 = 10_000_000_000
    /// after so many pings that came sooner it is sent away.
    public static let clientPingStrikes = 2
    /// HTTP/2: frames that carry nothing for a call (SETTINGS, PING, PRIORITY, WINDOW_UPDATE, empty DATA ..) in a row; a
    /// client that sends more is sent away.
    public static let framesWithoutCall = 10_000
    /// HTTP/2: streams that a client may cancel, or make the server reset, at once;
    public static let streamResets = 2_048
    /// and so many each second from then on. Then it is sent away.
    public static let streamResetsPerSecond = 100
    /// HTTP/2: CONTINUATION frames of one header block.
    public static let continuations = 8
    /// HTTP/2: entries of one SETTINGS frame.
    public static let settings = 32
    /// HTTP/2: bytes that a connection's streams have given back and that are kept for the next ones,
    public static let sessionSpareBytes = 64 << 10
    /// and the buffers of replies,
    public static let spareQueues = 64
    /// each of at most so many bytes.
    public static let spareQueueBytes = 1 << 10
    /// What a connection reads into at first, bytes, which it keeps while it is idle; it grows while reads fill it,
    public static let receiveBytes = 512
    /// up to so many.
    public static let receiveBytesMost = 64 << 10
    /// HTTP/2: answers to PING and SETTINGS that wait to be written.
    public static let waitingAcknowledgements = 1_000
    /// Bytes of the head of one HTTP/1 request.
    public static let httpHeadBytes = 8 << 10
    /// Its header fields.
    public static let httpHeadFields = 100
    /// HTTP/1 requests of a connection that wait for the reply to another, having been read with it; one more ends the
    /// connection.
    public static let httpPipelinedRequests = 32
    /// Bytes of JSON, or of a message that becomes JSON, that an event loop converts itself, which takes half a millisecond
    /// at most; more is left to a worker.
    public static let jsonInlineBytes = 16 << 10
    /// Such workers of a listener.
    public static let jsonWorkers = 2
    /// How long a browser may remember that pages of an origin may call, seconds.
    public static let preflightSeconds = 7_200
    /// Seconds that the time of a handshake, an idle connection, a frame or a call can be set to at most.
    public static let timeSeconds = 86_400
    /// How old a connection may be set to become at most, seconds.
    public static let ageSeconds = 31_536_000
    /// How long a drain waits for open calls, nanoseconds.
    public static let drainNanoseconds: Int64 = 10_000_000_000

    // Calls and modules

    /// After how long a call is to be repeated that was refused because too much was going on, nanoseconds.
    public static let retryNanoseconds: Int64 = 500_000_000
    /// Open calls in the whole server; one more is answered RESOURCE_EXHAUSTED.
    public static let calls = 1 << 16
    /// A call that does not stream, either way, must be answered within this long, whatever its caller's deadline,
    /// nanoseconds.
    public static let callNanoseconds: Int64 = 300_000_000_000
    /// Open calls of one module, those included that it has not finished though nobody waits for them any more; one more
    /// is answered RESOURCE_EXHAUSTED.
    public static let callsPerModule = 1 << 15
    /// Calls of one module that run on workers at a time.
    public static let workersPerModule = 4
    /// Calls of one module that wait for a worker; one more is answered RESOURCE_EXHAUSTED.
    public static let queuePerModule = 4_096
    /// How long a call may wait for a worker, nanoseconds, where the queue has not been short for `standingNanoseconds`;
    public static let queueNanoseconds: Int64 = 100_000_000
    /// or as long as so many of the module's calls take, if that is longer. From then on calls are answered
    /// RESOURCE_EXHAUSTED that have waited
    public static let queueJobs: Int64 = 8
    /// for one part in so many of `queueNanoseconds`,
    public static let overrunFloorShare: Int64 = 8
    /// or of what a call takes, if that is longer;
    public static let overrunJobShare: Int64 = 4
    /// as long as in each second more than one call in so many has,
    public static let overrunShare = 4
    /// but no longer than this, nanoseconds, before all are let in again, to see whether it is over.
    public static let overrunNanoseconds: Int64 = 15_000_000_000
    /// For how long calls may come faster than they are answered, nanoseconds, before some are refused.
    public static let standingNanoseconds: Int64 = 1_000_000_000
    /// Messages of one client stream that wait for its module. One more is held back by a protocol with flow control; by
    /// one without, it ends the call with RESOURCE_EXHAUSTED.
    public static let waitingMessages = 1_024
    /// The same in bytes; more than one message, so that a large one never has to wait for its predecessor.
    public static let waitingMessageBytes = 8 << 20
    /// The same in bytes, of all client streams of one module.
    public static let waitingMessageBytesPerModule = 256 << 20
    /// Reads of the store that one module has open at a time, fewer than `readers`; one more waits.
    public static let readsPerModule = 4
    /// How long a module may take at the end to finish one more of its calls and writes, nanoseconds.
    public static let settleNanoseconds: Int64 = 2_000_000_000
    /// Bytes of the files in one answer of server reflection; imports past it are left out, to be asked for by name.
    public static let reflectionBytes = 3 << 20
    /// Bytes of one request to server reflection.
    public static let reflectionRequestBytes = 4 << 10
    /// How often a quiet watch is told the current sequence, nanoseconds.
    public static let heartbeatNanoseconds: Int64 = 15_000_000_000

    // Resources

    /// Characters of a title or a display name.
    public static let titleCharacters = 300
    /// Bytes of any other text.
    public static let textBytes = 10_000
    /// Bytes of a resource, encoded, without what the server sets.
    public static let resourceBytes = 1 << 20
    /// Elements of one list in a resource.
    public static let listElements = 1_000
    /// Characters of the last part of a resource's name.
    public static let idCharacters = 63
    /// Paths of a field mask.
    public static let maskPaths = 256
    /// Items of a batch.
    public static let batchItems = 1_000
    /// Items of an import without an acknowledgement; one more ends the call with RESOURCE_EXHAUSTED.
    public static let importItems = 1_024
    /// Bytes of an import's items that wait to be written before no more are taken from its stream.
    public static let importBytes = 8 << 20
    /// Resources on a page when the caller does not say.
    public static let defaultPageSize = 50
    /// Resources on a page at most.
    public static let pageSize = 1_000
    /// Bytes of resources on a page, the last one included; a page ends before it would be more.
    public static let pageBytes = 3 << 20
    /// Changes that a watch reads at a time.
    public static let watchBatch = 64
    /// Steps from an actor to the last of its parents.
    public static let actorDepth = 16

    // Pictures

    /// Answers to answers that are followed from a statement about an incident.
    public static let answerSteps = 8
    /// Retractions of retractions that are followed.
    public static let retractionSteps = 8
    /// Statements that a position names; it counts all.
    public static let positionStatements = 100
    /// Appearances that a position, or an entry that is not counted, quotes.
    public static let positionAppearances = 16
    /// Statements that are named of one accused; all are counted.
    public static let accusedStatements = 1_000
    /// Steps of one chain of answers.
    public static let traceSteps = 1_000
    /// Inferred, possible and unresolved entries of a picture, of each so many.
    public static let pictureEntries = 1_000
    /// Bytes of the appearances that the positions of a picture quote; those that are more are not quoted.
    public static let pictureWordsBytes = 1 << 20
    /// Accused that are named of one contested incident.
    public static let contestedAccused = 1_000
    /// Incidents that one call looks at to find those that are contested.
    public static let contestedScanned = 1_024
    /// Pictures of the present that are kept, with what they were computed from,
    public static let picturesKept = 1_024
    /// and the bytes of memory that they take; both for callers of each clearance.
    public static let picturesBytes = 96 << 20
    /// Names of changed records that are followed for it at once; past that what is kept is dropped.
    public static let picturesFollow = 8_192
    /// Steps of the feed that are remembered for pictures which are being computed.
    public static let picturesRecent = 64

    // Filters

    /// Bytes of a filter.
    public static let filterBytes = 16 << 10
    /// Parentheses inside each other in a filter.
    public static let filterDepth = 64
    /// Comparisons and words in a filter.
    public static let filterRestrictions = 256
    /// Bytes of order_by.
    public static let orderBytes = 1 << 10
    /// Fields in order_by.
    public static let orderKeys = 4
    /// Records that a listing in the order of names looks at before it asks the index whether it points to few.
    public static let filterPatience = 256
    /// Records that are looked up one by one because a filter's index points to them. Where it points to more, a listing
    /// goes through the records in its own order, and looks up no more than twice as many as it has gone through.
    public static let filterCandidates = 2_048
    /// Different values that one tally counts.
    public static let tallyValues = 65_536

    // Store; `Limits+Store` has the others.

    /// Writes that wait for the writer; one more is refused.
    public static let writeQueue = 16_384
    /// Revisions that one redaction takes away.
    public static let redactedRevisions = 1_000
    /// Characters of the reason of a redaction.
    public static let reasonCharacters = 1_000
    /// Revisions that an entry of the audit names; it counts all.
    public static let auditedRevisions = 100
    /// How long a request_id is remembered, nanoseconds.
    public static let requestIDNanoseconds: Int64 = 86_400_000_000_000
    /// Bytes of a request_id.
    public static let requestIDBytes = 64
    /// Bytes of one index term's value.
    public static let termBytes = 1_024
    /// Bytes of one word of searched text, folded; a longer one is cut.
    public static let wordBytes = 64
    /// Words that one search asks for.
    public static let searchWords = 16

    // Client

    /// Replies of one call that wait to be read before its connection may stop being read.
    public static let waitingReplies = 256
    /// The same in bytes.
    public static let waitingReplyBytes = 1 << 20
    /// Bytes of waiting replies at which a call is ended, when its connection must be read on for other calls.
    public static let waitingReplyBytesAtMost = 16 << 20
    /// Questions that a client asks server reflection before it reads their answers.
    public static let reflectionRequests = 64
    /// How long a client tries to connect, nanoseconds.
    public static let connectNanoseconds: Int64 = 5_000_000_000
    /// Further tries of a call that is safe to repeat.
    public static let retryTries = 6
    /// Tries in a row that a watch makes to find its server again.
    public static let resumeTries = 12
    /// How long a client waits before it tries again for the first time, nanoseconds; before each next time twice as long,
    public static let backoffNanoseconds: Int64 = 100_000_000
    /// but at most this long. Who is asked to wait longer gives up.
    public static let backoffCeilingNanoseconds: Int64 = 10_000_000_000
    /// Bytes of one file that is read for import.
    public static let fileBytes = 16 << 20
    /// Values in one file, aliases expanded.
    public static let fileElements = 1 << 18
    /// Findings reported of one file.
    public static let fileFindings = 100
    /// How often a command that takes long says how far it is, where that is not a terminal, nanoseconds.
    public static let progressNanoseconds: Int64 = 5_000_000_000
}
