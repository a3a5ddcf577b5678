namespace LlmAspire.Signals.Taxonomy;

/// <summary>The 25 kinds of signals. The dotted id of each is <see cref="SignalTaxonomy.get_Id(SignalType)"/>.</summary>
public enum SignalType
{
    /// <summary>The user says that the assistant misread or misstated something.</summary>
    Correction,

    /// <summary>The user asks the same thing again in other words.</summary>
    Rephrase,

    /// <summary>The user did not understand the answer.</summary>
    Clarification,

    /// <summary>Many user turns on one goal.</summary>
    Dragging,

    /// <summary>A party says nearly the same again.</summary>
    Repetition,

    /// <summary>The user wants a person or a superior.</summary>
    Escalation,

    /// <summary>The user gives up.</summary>
    Quit,

    /// <summary>The user is angry or disappointed.</summary>
    NegativeStance,

    /// <summary>The user gives thanks.</summary>
    Gratitude,

    /// <summary>The user says that the answer is right.</summary>
    Confirmation,

    /// <summary>The user reports that it works.</summary>
    Success,

    /// <summary>A call was refused because of its arguments.</summary>
    InvalidArgs,

    /// <summary>The called tool does not exist.</summary>
    ToolNotFound,

    /// <summary>A call was refused for missing credentials or rights.</summary>
    AuthMisuse,

    /// <summary>A call is not possible in the present state.</summary>
    StateError,

    /// <summary>A query is malformed or names something that does not exist.</summary>
    BadQuery,

    /// <summary>The same call again and again.</summary>
    Retry,

    /// <summary>One tool with changing guesses of arguments.</summary>
    ParameterDrift,

    /// <summary>A pattern of tools repeated.</summary>
    Oscillation,

    /// <summary>Too many calls or a quota used up.</summary>
    RateLimit,

    /// <summary>The remote service failed.</summary>
    ApiError,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>No connection.</summary>
    Network,

    /// <summary>An answer came but cannot be read.</summary>
    MalformedResponse,

    /// <summary>The input is too large for the model.</summary>
    ContextOverflow,
}
