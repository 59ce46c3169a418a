import DossierCore

extension Request {
    /// Whether it is refused so when the record is in this state (nil: it does not exist). What says nothing of the record
    /// is a refusal in any.
    func isRefused(_ code: StatusCode, on state: Shown?) -> Bool {
        switch (self, code) {
        case (_, .resourceExhausted): true
        case (.create, .alreadyExists): state != nil
        case (.get, .notFound): state == nil
        case (.update(_, let etag?), .aborted), (.delete(let etag), .aborted):
            state?.isDeleted == false && state?.etag != etag
        case (.update, .notFound), (.delete, .notFound): state == nil || state?.isDeleted == true
        case (.undelete(let etag), .aborted): state?.isDeleted == true && state?.etag != etag
        case (.undelete, .alreadyExists): state?.isDeleted == false
        case (.undelete, .notFound): state == nil
        default: false
        }
    }
}
