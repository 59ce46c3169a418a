/// ttrpc's bytes: frames, and the envelopes within them. Protos/PROTOCOL.md is the specification.
public enum TTRPC {}
