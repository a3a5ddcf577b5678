namespace LlmAspire.Gateway.Dialects;

/// <summary>What a meter looks for, as slots of its map.</summary>
internal enum MeterSlot
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The model that answered.</summary>
    Model,

    /// <summary>The answer's id.</summary>
    Id,

    /// <summary>The usage object.</summary>
    Usage,

    /// <summary>A usage object that counts only where there is no other.</summary>
    SpareUsage,

    /// <summary>A part of the answer.</summary>
    Token,

    /// <summary>An error object.</summary>
    Error,

    /// <summary>The type or code of an error.</summary>
    ErrorType,

    /// <summary>The kind of an event.</summary>
    EventType,

    /// <summary>The code of an event that is an error.</summary>
    EventCode,

    /// <summary>Why the model stopped, or how a response ended.</summary>
    Finish,

    /// <summary>One of several choices.</summary>
    Choice,

    /// <summary>A choice's index.</summary>
    ChoiceIndex,
}
