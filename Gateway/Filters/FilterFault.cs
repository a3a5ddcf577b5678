namespace LlmAspire.Gateway.Filters;

/// <summary>How a filter failed.</summary>
internal enum FilterFault
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>It has failed so often lately that it was not asked.</summary>
    CircuitOpen,

    /// <summary>It could not be reached, or does not speak the protocol's version of HTTP.</summary>
    Unreachable,

    /// <summary>It answered with another status than 2xx.</summary>
    Status,

    /// <summary>Something was sent to it, and no byte came back in time.</summary>
    Timeout,

    /// <summary>What it answered is not what the protocol allows.</summary>
    Protocol,

    /// <summary>It broke off before everything was acknowledged.</summary>
    BrokenOff,

    /// <summary>It does not read this API or media type, and says so before anything was sent (415). No mistake of anybody.</summary>
    Unsupported,

    /// <summary>
    /// It cannot read what it was sent, and says so; or nothing can be sent to it, since it is too long to be held whole, or in a coding that
    /// is not known. That is no sign of a filter that is ill.
    /// </summary>
    Unreadable,
}
