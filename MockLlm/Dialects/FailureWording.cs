namespace LlmAspire.MockLlm.Dialects;

/// <summary>How a provider words what is wrong with a call.</summary>
internal abstract class FailureWording
{
    /// <summary>The body is not a JSON object.</summary>
    /// <returns>The failure.</returns>
    public abstract Failure InvalidJson();

    /// <summary>A member is not there.</summary>
    /// <param name="name">The member.</param>
    /// <returns>The failure.</returns>
    public abstract Failure Missing(string name);

    /// <summary>An array is empty that must not be.</summary>
    /// <param name="name">The member.</param>
    /// <returns>The failure.</returns>
    public abstract Failure Empty(string name);

    /// <summary>A member has another type.</summary>
    /// <param name="name">The member.</param>
    /// <param name="expected">What was expected, with its article.</param>
    /// <param name="actual">What came, with its article.</param>
    /// <returns>The failure.</returns>
    public abstract Failure WrongType(string name, string expected, string actual);

    /// <summary>A number is outside its limits.</summary>
    /// <param name="name">The member.</param>
    /// <param name="actual">What came.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <returns>The failure.</returns>
    public abstract Failure OutOfRange(string name, int actual, int least, int most);

    /// <summary>A member has a value that is not one of those allowed.</summary>
    /// <param name="name">The member.</param>
    /// <param name="actual">What came.</param>
    /// <param name="allowed">What is allowed.</param>
    /// <returns>The failure.</returns>
    public abstract Failure NotAllowed(string name, string actual, params ReadOnlySpan<string> allowed);

    /// <summary>The body is larger than the provider takes.</summary>
    /// <returns>The failure.</returns>
    public abstract Failure TooLarge();

    /// <summary>There is no such model.</summary>
    /// <param name="model">The model that was asked for.</param>
    /// <returns>The failure.</returns>
    public abstract Failure UnknownModel(string model);

    /// <summary>There is no such path.</summary>
    /// <param name="method">The method that was used.</param>
    /// <param name="path">The path that was asked for.</param>
    /// <returns>The failure.</returns>
    public abstract Failure UnknownPath(string method, string path);

    /// <summary>The path does not take the method.</summary>
    /// <param name="method">The method that was used.</param>
    /// <param name="path">The path that was asked for.</param>
    /// <returns>The failure.</returns>
    public abstract Failure WrongMethod(string method, string path);

    /// <summary>Too many calls.</summary>
    /// <param name="retryAfter">When to try again.</param>
    /// <returns>The failure.</returns>
    public abstract Failure RateLimited(TimeSpan retryAfter);

    /// <summary>The provider is down.</summary>
    /// <returns>The failure.</returns>
    public abstract Failure Unavailable();
}
