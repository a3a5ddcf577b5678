namespace LlmAspire.Gateway.Filters;

/// <summary>A filter at work in the response path.</summary>
internal interface IFilterStage
{
    /// <summary>The call has ended and the client has its end: tells what the filter did. Bounded in time.</summary>
    /// <returns>When it is told.</returns>
    ValueTask FinishAsync();
}
