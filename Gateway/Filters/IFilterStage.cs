namespace LlmAspire.Gateway.Filters;

/// <summary>A filter at work in the response path.</summary>
internal interface IFilterStage
{
    /// <summary>The call has ended and the client has its end: tells what the filter did. Bounded in time.</summary>
    /// <returns>When it is told.</returns>
    ValueTask FinishAsync();

    /// <summary>Adds what the filter did to a span that began only after it.</summary>
    /// <param name="span">The span.</param>
    void TellTo(System.Diagnostics.Activity? span);
}
