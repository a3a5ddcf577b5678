namespace LlmAspire.Gateway.Streaming;

/// <summary>The provider closed its stream in order, but in the middle of the answer: neither a last event nor a reason for the end came.</summary>
internal sealed class AnswerCutShortException : IOException
{
    /// <summary>Says so.</summary>
    public AnswerCutShortException()
        : base("The provider ended its stream in the middle of the answer.")
    {
    }
}
