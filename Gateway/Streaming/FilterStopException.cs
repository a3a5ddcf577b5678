namespace LlmAspire.Gateway.Streaming;

/// <summary>A filter lets nothing more go on: it said so, or it failed and must not be passed by.</summary>
internal sealed class FilterStopException : Exception
{
    /// <summary>The answer, or the request, ends here.</summary>
    /// <param name="filter">The filter's name.</param>
    /// <param name="isVerdict">Whether the filter said so; else it failed.</param>
    /// <param name="status">The status to refuse a request with.</param>
    public FilterStopException(string filter, bool isVerdict, int status = 400)
        : base(isVerdict ? $"The filter '{filter}' blocked the call." : $"The filter '{filter}' failed.")
    {
        Filter = filter;
        IsVerdict = isVerdict;
        Status = status;
    }

    /// <summary>The filter's name.</summary>
    public string Filter { get; }

    /// <summary>Whether the filter said so; else it failed.</summary>
    public bool IsVerdict { get; }

    /// <summary>The status to refuse a request with.</summary>
    public int Status { get; }
}
