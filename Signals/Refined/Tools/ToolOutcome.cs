namespace LlmAspire.Signals.Refined.Tools;

/// <summary>How a tool call went, best first.</summary>
internal enum ToolOutcome
{
    /// <summary>It returned something.</summary>
    Data,

    /// <summary>It found nothing: null, an empty list, "no results".</summary>
    Nothing,

    /// <summary>It failed.</summary>
    Error,
}
