import ModuleKit

/// What the module keeps between calls, so that what is asked often is not computed each time.
final class Views: Sendable {
    let pictures = PictureCache()
    let disputes = DisputeIndex()
}
