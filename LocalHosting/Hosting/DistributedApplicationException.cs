namespace Aspire.Hosting;

/// <summary>An error of the application's description or of its run; the message is for the user.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>An error.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">What happened and how to mend it.</param>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">What happened and how to mend it.</param>
    /// <param name="inner">Its cause.</param>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
