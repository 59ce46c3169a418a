import CDossierProtos
import CProtobufC
import DossierCore

extension Status {
    /// After how long the same call may succeed, if the server has said so: google.rpc.RetryInfo.
    public var retryDelay: Duration? {
        var delay: Duration?
        eachDetail("google.rpc.RetryInfo", google__rpc__retry_info__init) { info in
            guard let told = info.retry_delay?.pointee, told.seconds >= 0, told.nanos >= 0 else { return }
            delay = .seconds(told.seconds) + .nanoseconds(Int64(told.nanos))
        }
        return delay
    }
}
