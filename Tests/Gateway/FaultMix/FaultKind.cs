namespace LlmAspire.Tests.Gateway.FaultMix;

/// <summary>What goes wrong in a call, on either side of the gateway.</summary>
public enum FaultKind
{
    None,
    NoStream,
    ErrorStatus,
    ErrorEvent,
    Refused,
    DeathBeforeHeaders,
    NoHttp,
    DeathBeforeBody,
    Reset,
    Close,
    CutShort,
    StallBeforeHeaders,
    Stall,
    Garbage,
    GoneBefore,
    GoneDuring,
    GoneAtEnd,
    SlowClient,
}
