using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>What reading a request gave: the request, or why it was refused.</summary>
internal readonly struct RequestReading
{
    private RequestReading(AnswerRequest? request, Failure? failure)
    {
        Request = request;
        Failure = failure;
    }

    /// <summary>The request; null when it was refused.</summary>
    public AnswerRequest? Request { get; }

    /// <summary>Why it was refused; null when it was not.</summary>
    public Failure? Failure { get; }

    /// <summary>A request in order.</summary>
    /// <param name="request">The request.</param>
    public static implicit operator RequestReading(AnswerRequest request) => new(request, null);

    /// <summary>A request refused.</summary>
    /// <param name="failure">Why.</param>
    public static implicit operator RequestReading(Failure failure) => new(null, failure);
}
