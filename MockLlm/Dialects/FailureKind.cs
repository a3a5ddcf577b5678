namespace LlmAspire.MockLlm.Dialects;

/// <summary>The kinds of <see cref="Failure"/>.</summary>
internal enum FailureKind
{
    /// <summary>The body is not JSON.</summary>
    InvalidJson,

    /// <summary>A member that must be there is not.</summary>
    MissingMember,

    /// <summary>A member has a value of another type.</summary>
    InvalidType,

    /// <summary>A member's value is not allowed.</summary>
    InvalidValue,

    /// <summary>An array is empty that must not be.</summary>
    EmptyArray,

    /// <summary>A number is less than its least value.</summary>
    BelowLeast,

    /// <summary>A number is more than its greatest value.</summary>
    AboveMost,

    /// <summary>A member goes only with a stream.</summary>
    OnlyWithStream,

    /// <summary>A member goes only with tools.</summary>
    OnlyWithTools,

    /// <summary>The body is too large.</summary>
    TooLarge,

    /// <summary>There is no such model.</summary>
    UnknownModel,

    /// <summary>There is no such earlier response.</summary>
    UnknownResponse,

    /// <summary>There is no such path.</summary>
    UnknownPath,

    /// <summary>The path does not take this method.</summary>
    WrongMethod,

    /// <summary>Too many calls.</summary>
    RateLimited,

    /// <summary>The provider is down.</summary>
    Unavailable,

    /// <summary>A script that is wrong itself.</summary>
    InvalidScript,

    /// <summary>What a script asked for.</summary>
    Scripted,
}
